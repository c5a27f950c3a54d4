#include "studio.inc"
Colours("d2664a","4f7f86","e3b95a")
#declare TS = spline { natural_spline 0,<0,-34,-1> 0.2,<5,-42,-1.4> 0.4,<-3,-50,-1.4> 0.6,<6,-57,-1.4> 0.8,<0,-64,-1.4> 1,<7,-70,-1.2> }
#declare K4 = intersection { box { <-40,-40,-0.75>,<40,40,-0.5> } prism { linear_spline -2,2,5,<0,34>,<25,10>,<0,-34>,<-25,10>,<0,34> rotate x*-90 } }
#declare Obj = union {
  intersection { object { K4 } box { <-40,10,-2>,<0,40,2> } Satin(CMain) } intersection { object { K4 } box { <0,10,-2>,<40,40,2> } Satin(CThird) }
  intersection { object { K4 } box { <0,-40,-2>,<40,10,2> } Satin(CAccent) } intersection { object { K4 } box { <-40,-40,-2>,<0,10,2> } Satin(CCream) }
  intersection { cylinder { <0,4,-0.9>,<0,4,-0.6>,8 } object { K4 scale <1,1,3> } Satin(CThird) }
  union { cylinder { <0,34.6,-1>,<0,-34.6,-1>,0.45 } cylinder { <-25.6,10,-1>,<25.6,10,-1>,0.45 } Wood(CBeech) }
  object { Tube(TS,0,1,60,0.25,0.25) Matte(CBlack*2) }
  #local I=1; #while (I<6) #local P=TS(I*0.17)+<0,0,0>; union { cone { 0,0.3,<4.4,1.6,-0.3>,1.7 } cone { 0,0.3,<-4.4,-1.2,-0.3>,1.7 } sphere { 0,0.7 } scale <1,1,0.5> rotate z*I*23 translate P #switch (mod(I,3)) #case (0) Satin(CMain) #break #case (1) Satin(CThird) #break #else Satin(CAccent) #end } #local I=I+1; #end 
  rotate z*-22 }
#declare Wall=1; #declare Elev1=4; #declare Elev2=8;
#declare BLo=<-32,-66,-2>; #declare BHi=<30,36,0>;
Stage(Obj,-16,20,1.18)
