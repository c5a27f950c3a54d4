#include "studio.inc"
Colours("9c6b43","f1e8d8","2b2622")
#declare Bag = isosurface { function { pow(pow(abs(x/(6.1+0.25*(y/19))),6)+pow(abs(z/(3.7*(1-0.86*pow(max(0,(y-9.5)/9.8),1.25))+0.25*(1-min(1,abs(x)/6)))),4+2*(1-min(1,y/10)))+pow(abs((y-9.5)/9.7),24),0.2)-1 }
   contained_by { box { <-7,-0.6,-5>,<7,19.6,5> } } max_gradient 1.8 accuracy 0.01 }
#declare Obj = union {
  object { Bag Kraft(CMain) }
  union { object { RBox(<-6.5,17.6,-1.35>,<6.5,20.2,-0.55>,0.15) } object { RBox(<-6.5,17.6,-0.75>,<6.5,20.2,0.65>,0.2) } Kraft(CMain*0.92) }
  union { object { RBox(<-7.1,18.5,-1.5>,<7.1,19.2,-1.3>,0.08) } object { RBox(<-7.2,18.5,-1.5>,<-6.4,19.2,0.9>,0.08) } object { RBox(<6.4,18.5,-1.5>,<7.2,19.2,0.9>,0.08) } Matte(CThird) }
  union { object { RSlab(<-4.3,0,0>,<4.3,0.06,8.2>,0.3,0.02) rotate x*-90 Kraft(CAccent) }
    union { object { Txt(Word(L1,"COFFEE"),1.15,0.1) translate <0,5.1,-0.14> } object { Txt(Word(L2,"whole beans"),0.55,0.1) translate <0,3.9,-0.14> } box { <-2.6,3.25,-0.12>,<2.6,3.33,0> } object { Txt(Word(L3,"250 g"),0.45,0.1) translate <0,1.0,-0.14> } 
      #local I=0; #while (I<3) torus { 0.34,0.06 rotate x*90 translate <-1+I,2.4,-0.08> } #local I=I+1; #end Matte(CThird) } translate <0,3.6,-4.02> }
  // Shape 1: the bag alone
  #local R_=seed(12); #local I=(Shape=1 ? 11 : 0); #while (I<11) union { difference { sphere { 0,1 scale <0.62,0.36,0.44> } box { <-1,0.3,-0.05>,<1,1,0.05> } sphere{0,0.1} } rotate x*(rand(R_)*70-35) rotate y*rand(R_)*360 translate <3.2+rand(R_)*5.2,0.32,-5.2-rand(R_)*2.6> Satin(srgb <0.27,0.15,0.08>*(0.8+0.4*rand(R_))) } #local I=I+1; #end
}
#declare BLo=<-6.6,0,-6.6>; #declare BHi=<7.6,20.2,3.9>;
Stage(Obj,-22,30,1.12)
